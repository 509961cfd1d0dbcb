interface JsonText {
  text: string;
  /** How many bytes it has, as the header says it. */
  length: string;
  /** As Node calls it; what is ASCII alone is written sooner when nobody has to look for other characters. */
  encoding: "latin1" | "utf8";
}

/** The texts of answers that are given again and again, for as long as the answers themselves are remembered. */
const texts = new WeakMap<object, JsonText>();

/** An answer as JSON. One that is frozen is the same for whoever gets it next, and so is its text. */
export function textOf(body: unknown): JsonText {
  const isLasting = typeof body === "object" && body !== null && Object.isFrozen(body);
  const known = isLasting ? texts.get(body) : undefined;
  if (known !== undefined) return known;
  const text = JSON.stringify(body);
  const bytes = Buffer.byteLength(text);
  const encoding = bytes === text.length ? ("latin1" as const) : ("utf8" as const);
  const made = { text, length: String(bytes), encoding };
  if (isLasting) texts.set(body, made);
  return made;
}
