/** Words that stand in examples, and so in the hands of everyone. */
const example = /example|change[-_ ]?me|demo|your[-_ ]|placeholder|password|test/i;

/** 128 bits in hexadecimal. */
const shortest = 32;

/** What a secret of people's making looks like: a repeated letter, or a word many times over. */
const fewestCharacters = 10;

/** Why a text is no secret, to stand behind "which" or a variable's name; undefined when it may be one. */
export function secretFault(secret: string): string | undefined {
  if (secret.length < shortest)
    return `is shorter than ${shortest} characters. Make a random one: openssl rand -hex 32`;
  if (example.test(secret)) return "looks like an example. Make a random one: openssl rand -hex 32";
  if (new Set(secret).size < fewestCharacters)
    return "repeats few characters. Make a random one: openssl rand -hex 32";
  return undefined;
}
