import { Html, html } from "./html.ts";
import type { Language } from "./language.ts";
import { style } from "./style.ts";
import { words } from "./words.ts";

/** A page of the checkout, as an answer over HTTP. */
export interface Page {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface FrameContent {
  title: string;
  /** What stands in the card. */
  card: Html;
  /** Whether the card holds one column of text and no order. */
  alone?: boolean;
  /** Where the browser goes on to by itself, at once. */
  onward?: string | undefined;
}

const mark = html`<svg width="28" height="28" viewBox="0 0 28 28" fill="none" aria-hidden="true"><rect width="28" height="28" rx="8" fill="currentColor"/><path d="M8.6 12.2a5.8 5.8 0 0 1 10.1-2l1 1.1M19.4 15.8a5.8 5.8 0 0 1-10.1 2l-1-1.1" stroke="#fff" stroke-width="2.2" stroke-linecap="round"/><path d="M20.1 7.6v3.9h-3.9M7.9 20.4v-3.9h3.9" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28'%3E%3Crect width='28' height='28' rx='8' fill='%230a5f54'/%3E%3Cpath d='M8 14a6 6 0 0 1 12-1m0 2a6 6 0 0 1-12 1' stroke='white' stroke-width='2.4' fill='none'/%3E%3C/svg%3E";

/** Everything around what a page has to say. */
export async function frame(language: Language, status: number, content: FrameContent): Promise<Page> {
  const { title, card, alone = false, onward } = content;
  const text = words[language];
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${text.brand}</title>
<link rel="icon" href="${icon}">
${onward === undefined ? undefined : html`<meta http-equiv="refresh" content="0; url=${onward}">`}
<style>${new Html(style)}</style>
</head>
<body${alone ? html` class="alone"` : undefined}>
<aside class="notice"><strong>${text.sandbox}</strong>${text.noMoney}</aside>
<header class="brand">${mark}<span>${text.brand}</span></header>
<main><div class="card">${card}</div></main>
<footer><p>${text.foot}</p></footer>
</body>
</html>
`;
  return { status, headers: await headers(language), body: page.text };
}

/**
 * What every page is sent with. `form-action` is for the checkout alone: Chromium holds redirects after a form against
 * it as well, the merchant's own further redirects included, so a payment is answered with a page of the checkout that
 * goes on by itself, and never with a redirect to the merchant.
 */
async function headers(language: Language): Promise<Record<string, string>> {
  const policy = `default-src 'none'; style-src 'sha256-${await styleHash()}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Language": language,
    Vary: "Accept-Language",
    "Cache-Control": "no-store",
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    // With no-referrer, Chromium would also hide from us that a form came from our own page.
    "Referrer-Policy": "same-origin",
  };
}

let hashing: Promise<string> | undefined;

function styleHash(): Promise<string> {
  hashing ??= crypto.subtle
    .digest("SHA-256", new TextEncoder().encode(style))
    .then((digest) => btoa(String.fromCharCode(...new Uint8Array(digest))));
  return hashing;
}
