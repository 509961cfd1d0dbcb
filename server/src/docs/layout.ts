import type { Support } from "../configuration/support.ts";

export type { Support };

export interface PageContent {
  title: string;
  /** For search engines and previews. */
  summary: string;
  /** Which link of the top is this page's own. */
  section: "docs" | "reference" | "status";
  /** HTML that stands beside the main part; absent: nothing. */
  aside?: string;
  main: string;
}

/** Only files of this server: no script, no other origin, no form, no frame. */
export const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const sections = { docs: "Guides", reference: "Reference", status: "Status" } as const;

/** A whole page, which needs no script. */
export function layout({ title, summary, section, aside, main }: PageContent, support: Support): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Renewal</title>
<meta name="description" content="${escaped(summary)}">
<link rel="stylesheet" href="/docs/assets/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">${navigation(section, support)}</header>
<div class="frame${aside === undefined ? "" : " split"}">
${aside === undefined ? "" : `<div class="aside">${aside}</div>\n`}<main id="main" tabindex="-1">
${main}
</main>
</div>
<footer class="foot">${contacts(support)}</footer>
</body>
</html>
`;
}

function navigation(current: PageContent["section"], support: Support): string {
  const addresses = { docs: support.documentation, reference: "/docs/reference", status: support.status };
  const links = Object.entries(sections).map(([name, words]) => {
    const mark = name === current ? ' aria-current="true"' : "";
    return `<a href="${escaped(addresses[name as keyof typeof addresses])}"${mark}>${words}</a>`;
  });
  return `<nav aria-label="Site"><a class="brand" href="/docs">Renewal</a>${links.join("")}</nav>`;
}

function contacts({ email, documentation, status }: Support): string {
  const links = [
    `<a href="mailto:${escaped(email)}">${escaped(email)}</a>`,
    `<a href="${escaped(documentation)}">Documentation</a>`,
    `<a href="${escaped(status)}">Status</a>`,
  ];
  return `<div><span>Support:</span> ${links.join(" ")}</div>`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
