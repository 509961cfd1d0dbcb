import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { root } from "../infrastructure/repository.ts";

/** What a link of a page of /docs may name beside other pages. */
const served = /^\/(docs|status|openapi\.(json|yaml))(\/|#|$)/;

/** The links of a document that lead nowhere, as sentences. Links to other sites are not followed. */
export function brokenLinks(file: string): string[] {
  const text = withoutCode(readFileSync(join(root, file), "utf8"));
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, href = ""]) => {
    if (/^(https?:|mailto:)/.test(href) || (file.startsWith("docs/") && served.test(href))) return [];
    const [path = "", anchor] = href.split("#");
    const target = path === "" ? file : posix.join(posix.dirname(file), path);
    if (!existsSync(join(root, target))) return [`${file} links to ${href}, which is not there.`];
    if (anchor === undefined || !target.endsWith(".md") || anchors(target).has(anchor)) return [];
    return [`${file} links to ${href}, and there is no such heading.`];
  });
}

function withoutCode(text: string): string {
  return text.replaceAll(/^ *```[\s\S]*?^ *```/gm, "").replaceAll(/`[^`\n]*`/g, "");
}

function anchors(file: string): Set<string> {
  const text = readFileSync(join(root, file), "utf8").replaceAll(/^ *```[\s\S]*?^ *```/gm, "");
  const taken = new Map<string, number>();
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => {
    const name = title
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .trim()
      .replaceAll(" ", "-");
    const count = taken.get(name) ?? 0;
    taken.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  });
  const named = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name = ""]) => name);
  return new Set([...headings, ...named]);
}
