import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { Marked, type Tokens } from "marked";
import { root } from "../infrastructure/repository.ts";
import { errorPage } from "./error-pages.ts";

export interface Guide {
  /** Behind `/docs/`. */
  slug: string;
  title: string;
  /** The first paragraph, as plain text. */
  summary: string;
  html: string;
}

export interface GuideGroup {
  title: string;
  guides: Guide[];
}

/** The order in which a reader meets them, by their files from `docs/`. */
const table: Record<string, readonly string[]> = {
  Start: [
    "guides/quick-start.md",
    "guides/typescript.md",
    "guides/python.md",
    "guides/go.md",
    "guides/java.md",
    "guides/curl.md",
  ],
  Build: [
    "guides/tokens.md",
    "guides/idempotency.md",
    "guides/webhooks.md",
    "guides/errors.md",
    "guides/rate-limits.md",
    "guides/testing.md",
    "sandbox.md",
  ],
  Run: ["guides/going-live.md", "guides/upgrading.md", "rotation.md", "metrics.md", "webhook-signatures.md"],
};

const docs = join(root, "docs");

/** Files whose pages exist, by their path from the root. */
const pages = new Set(Object.values(table).flat());

/** Every page beside the reference, rendered. */
export function guideGroups(): GuideGroup[] {
  const stray = readdirSync(join(docs, "guides")).find(
    (name) => name.endsWith(".md") && !pages.has(`guides/${name}`),
  );
  if (stray !== undefined)
    throw new Error(`docs/guides/${stray} stands in no group of scripts/generate/guides.ts.`);
  const groups = Object.entries(table).map(([title, paths]) => ({
    title,
    guides: paths.map((path) => render(path, readFileSync(join(docs, path), "utf8"))),
  }));
  const errors = readdirSync(join(docs, "guides/errors")).sort();
  return [
    ...groups,
    {
      title: "Errors",
      guides: errors.map((name) => render(`guides/errors/${name}`, errorPage(name.slice(0, -3)))),
    },
  ];
}

/** @param path from `docs/` */
function render(path: string, text: string): Guide {
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (title === undefined) throw new Error(`docs/${path} has no title. Begin it with "# …".`);
  const tokens = reader(path).lexer(text);
  const first = tokens.find(({ type }) => type === "paragraph") as Tokens.Paragraph | undefined;
  return {
    slug: slugOf(path),
    title: title.replaceAll("`", ""),
    summary: plain(first?.text ?? "").replaceAll(/\s+/g, " "),
    html: reader(path).parse(text) as string,
  };
}

function slugOf(path: string): string {
  return path.replace(/^guides\//, "").replace(/\.md$/, "");
}

function reader(path: string): Marked {
  const ids = new Map<string, number>();
  return new Marked({
    renderer: {
      heading({ tokens, depth }) {
        return `<h${depth} id="${idOf(plain(tokens.map(({ raw }) => raw).join("")), ids)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      // What scrolls sideways must be reachable by the keyboard.
      code: ({ text, lang = "" }) =>
        `<pre tabindex="0"><code class="language-${escaped(lang)}">${escaped(text)}\n</code></pre>\n`,
      table(token) {
        const row = (cells: Tokens.TableCell[], tag: string) =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("")}</tr>\n`;
        const body = token.rows.map((cells) => row(cells, "td")).join("");
        return `<div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead>${row(token.header, "th")}</thead><tbody>${body}</tbody></table></div>\n`;
      },
      link({ href, tokens }) {
        return `<a href="${escaped(address(path, href))}">${this.parser.parseInline(tokens)}</a>`;
      },
      // Comments are for those who edit, and nobody writes raw HTML into a guide.
      html: ({ text }) => (text.startsWith("<!--") ? "" : escaped(text)),
    },
  });
}

function idOf(text: string, taken: Map<string, number>): string {
  const base = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
  const count = taken.get(base) ?? 0;
  taken.set(base, count + 1);
  return count === 0 ? base : `${base}-${count}`;
}

/** A link of a file as a link of its page. */
function address(path: string, href: string): string {
  if (/^(https?:|mailto:|#|\/)/.test(href)) return href;
  const [target = "", hash] = href.split("#");
  const file = posix.join(posix.dirname(path), target);
  const known = pages.has(file) || file.startsWith("guides/errors/");
  if (!known)
    throw new Error(
      `docs/${path} links to ${href}, which is no page of /docs. Link to pages, or to the web.`,
    );
  return `/docs/${slugOf(file)}${hash === undefined ? "" : `#${hash}`}`;
}

function plain(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]/g, "");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
