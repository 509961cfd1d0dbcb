// Generated from openapi.yaml by `npm run generate`. Do not edit.

/** The fields that hold secrets. */
export const secretFields = ["access_token", "client_secret", "refresh_token"] as const;
