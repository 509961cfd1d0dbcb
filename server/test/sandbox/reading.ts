/** Fetches a page and follows nothing. */
export async function openPage(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers, redirect: "manual" });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

/** What a person reads, without tags and styles. */
export function textOf(html: string): string {
  return html
    .replace(/<(style|title)>.*?<\/\1>/gs, " ")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");
}

/** The values of the buttons that a page offers, in order. */
export function buttonsOf(html: string): (string | undefined)[] {
  return [...html.matchAll(/<button[^>]*value="(\w+)"/g)].map(([, value]) => value);
}
