import { preferredLanguage } from "@renewal/engine/sandbox";
import type { Context } from "../http/context.ts";

/** Why there is nothing to pay at an address. */
export type Note = "unknown" | "paid" | "closed" | "unavailable";

const notes = {
  en: {
    unknown: ["There is no such order", "Check the address, or start again from the shop."],
    paid: ["This order is paid", "There is nothing left to pay."],
    closed: ["This order is closed", "Its time was over, or it was cancelled. Start again from the shop."],
    unavailable: ["Paying is not possible right now", "Nothing was charged. Try again in a few minutes."],
    back: "Back to the shop",
  },
  "zh-CN": {
    unknown: ["订单不存在", "请检查链接，或返回商家重新下单。"],
    paid: ["订单已支付", "无需再次付款。"],
    closed: ["订单已关闭", "订单已超时或已取消，请返回商家重新下单。"],
    unavailable: ["暂时无法付款", "未发生任何扣款，请几分钟后重试。"],
    back: "返回商家",
  },
} as const;

const statusOf = { unknown: 404, paid: 200, closed: 410, unavailable: 503 } as const;

/** Answers a person who came to pay what cannot be paid. */
export function notePage(ctx: Context, note: Note, returnUrl?: string): void {
  const language = preferredLanguage(ctx.get("Accept-Language"));
  const [title, text] = notes[language][note];
  const back =
    returnUrl === undefined ? "" : `<p><a href="${escaped(returnUrl)}">${notes[language].back}</a></p>`;
  ctx.status = statusOf[note];
  ctx.set("Cache-Control", "no-store");
  ctx.set("Content-Language", language);
  ctx.vary("Accept-Language");
  ctx.type = "html";
  ctx.body = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><main><h1>${title}</h1><p>${text}</p>${back}</main></body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
