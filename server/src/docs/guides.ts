import groups from "./generated/guides.json" with { type: "json" };
import { escaped, type PageContent } from "./layout.ts";

/** Where the examples of the guides ask; the server that shows them puts its own address in its place. */
const written = "http://localhost:8080";

const guides = new Map(groups.flatMap((group) => group.guides).map((guide) => [guide.slug, guide]));

/**
 * The page of a guide.
 *
 * @param publicUrl where browsers reach this server; the examples ask there
 * @returns undefined when there is no such guide
 */
export function guidePage(slug: string, publicUrl: string): PageContent | undefined {
  const guide = guides.get(slug);
  if (guide === undefined) return undefined;
  return {
    ...{ title: guide.title, summary: guide.summary, section: "docs", aside: contents(slug) },
    main: guide.html.replaceAll(written, escaped(publicUrl)),
  };
}

/** What a reader sees first. */
export function landingPage(): PageContent {
  const [errors, others] = [groups.at(-1), groups.slice(0, -1)];
  const cards = others.map(
    ({ title, guides: list }) =>
      `<h2>${title}</h2>\n<ul class="cards">${list.map(({ slug, title: name, summary }) => `<li><a href="/docs/${slug}">${escaped(name)}</a><p>${escaped(summary)}</p></li>`).join("")}</ul>`,
  );
  const codes = (errors?.guides ?? []).map(
    ({ slug, title }) => `<li><a href="/docs/${slug}"><code>${title}</code></a></li>`,
  );
  return {
    title: "Documentation",
    summary:
      "Membership renewals, paid through a hosted checkout: guides, the API reference, and every error.",
    section: "docs",
    main: `<h1>Renewal documentation</h1>
<p class="lead">Renew a membership in three calls: get a token, create an order, send the person to its checkout page.</p>
<p><a href="/docs/quick-start">Quick start</a> · <a href="/docs/reference">API reference</a> · <a href="/openapi.yaml">OpenAPI document</a></p>
${cards.join("\n")}
<h2>Errors</h2>
<ul class="codes">${codes.join("")}</ul>`,
  };
}

function contents(current: string): string {
  const lists = groups.map(({ title, guides: list }) => {
    const links = list.map(({ slug, title: name }) => {
      const mark = slug === current ? ' aria-current="page"' : "";
      return `<li><a href="/docs/${slug}"${mark}>${escaped(name)}</a></li>`;
    });
    return `<h2>${title}</h2><ul>${links.join("")}</ul>`;
  });
  return `<nav aria-label="Guides"><details><summary>All guides</summary>${lists.join("")}</details></nav>`;
}
