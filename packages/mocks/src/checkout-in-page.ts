import type { MockAnswer } from "./answer.ts";
import type { Mock } from "./mock.ts";

/**
 * Makes this page the checkout. msw's worker leaves navigations alone, so the page that the address led to shows it
 * itself, under whatever Content-Security-Policy it has.
 */
export async function showCheckout(mock: Mock): Promise<void> {
  const answer = await ask(mock, "GET", location.href);
  render(answer);
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const submitter = event.submitter as HTMLButtonElement | null;
    const fields = new FormData(form, submitter);
    const body = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)])).toString();
    void choose(mock, new URL(form.getAttribute("action") ?? "", location.href).href, body);
  });
}

/** A choice is answered with where to go on. */
async function choose(mock: Mock, url: string, body: string): Promise<void> {
  const answer = await ask(mock, "POST", url, body);
  const onward = answer.headers.Location;
  if (onward === undefined) return render(answer);
  history.pushState(null, "", onward);
  render(await ask(mock, "GET", location.href));
}

function ask(mock: Mock, method: string, url: string, form = ""): Promise<MockAnswer> {
  const headers: Record<string, string> = {
    "accept-language": navigator.languages.join(","),
    "content-type": "application/x-www-form-urlencoded",
  };
  const body = new TextEncoder().encode(form);
  return mock.answer({ method, url: new URL(url), header: (name) => headers[name.toLowerCase()], body });
}

function render({ body }: MockAnswer): void {
  const style = /<style>([\s\S]*?)<\/style>/;
  // A policy that forbids inline styles lets a sheet through that a script has made.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.exec(body)?.[1] ?? "");
  const page = new DOMParser().parseFromString(body.replace(style, ""), "text/html");
  const onward = page.querySelector('meta[http-equiv="refresh"]')?.getAttribute("content")?.split("url=")[1];
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.adoptedStyleSheets = [sheet];
  document.body.replaceWith(document.adoptNode(page.body));
  for (const link of document.head.querySelectorAll('link[rel="stylesheet"], style')) link.remove();
  if (onward !== undefined) location.assign(onward);
}
