export const languages = ["en", "zh-CN"] as const;
export type Language = (typeof languages)[number];

/**
 * The language of the page that a browser's `Accept-Language` likes best. English when it likes neither.
 *
 * @example preferredLanguage("fr, zh-TW;q=0.8, en;q=0.5") // "zh-CN"
 */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? "").split(",").map(readWish);
  const liked = wishes.filter(({ language, quality }) => language !== undefined && quality > 0);
  // A stable sort: of equals the first one stands first.
  return liked.sort((a, b) => b.quality - a.quality)[0]?.language ?? "en";
}

function readWish(wish: string): { language: Language | undefined; quality: number } {
  const [range = "", ...parameters] = wish.trim().toLowerCase().split(";");
  const weight = parameters
    .map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  const primary = range.trim().split("-")[0];
  return {
    language: primary === "zh" ? "zh-CN" : primary === "en" || primary === "*" ? "en" : undefined,
    quality: weight === undefined ? 1 : Number(weight),
  };
}
