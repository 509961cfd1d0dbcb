#!/bin/sh
# Prints example.env with a random secret wherever it says change-me, and with the host given as the first word:
# sh make-env.sh api.your-company.com > .env
set -eu
umask 077
host=${1:?say which host clients will use, such as api.your-company.com}
while IFS= read -r line; do
  case $line in
    \#*) printf '%s\n' "$line" ;;
    PUBLIC_HOST=*) printf 'PUBLIC_HOST=%s\n' "$host" ;;
    *=change-me) printf '%s=%s\n' "${line%%=*}" "$(openssl rand -hex 32)" ;;
    *) printf '%s\n' "$line" ;;
  esac
done <"$(dirname "$0")/example.env"
