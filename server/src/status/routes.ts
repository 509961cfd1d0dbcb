import type { Support } from "../configuration/support.ts";
import { layout, pagePolicy } from "../docs/layout.ts";
import type { Handler } from "../http/context.ts";
import { isReading } from "../http/reading.ts";
import { statusPage } from "./page.ts";
import type { StatusReport } from "./report.ts";

/** Serves `/status`, and the same as JSON. Both answer 200 whatever they tell: it is the page that works. */
export function statusPages(report: () => Promise<StatusReport>, support: Support): Handler {
  return async (ctx, next) => {
    if (ctx.path !== "/status" && ctx.path !== "/status.json") return next();
    if (!isReading(ctx)) return;
    const current = await report();
    ctx.set("Cache-Control", "public, max-age=5");
    if (ctx.path === "/status.json") {
      // Whoever watches many services asks from a page of their own; there is nothing secret in it.
      ctx.set("Access-Control-Allow-Origin", "*");
      ctx.body = { ...current, support };
      return;
    }
    ctx.set("Content-Security-Policy", pagePolicy);
    ctx.type = "html";
    ctx.body = layout(statusPage(current), support);
  };
}
