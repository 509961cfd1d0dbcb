import type { Language } from "./language.ts";

/** All that the checkout says, once per language. `amount`, `host` and `time` come formatted. */
export interface Words {
  brand: string;
  sandbox: string;
  noMoney: string;
  payTo: string;
  package: string;
  months(count: number): string;
  orderId: string;
  transactionId: string;
  openUntil: string;
  paidAt: string;
  refundedAt: string;
  choose: string;
  explain: string;
  pay(amount: string): string;
  decline: string;
  leave: string;
  leaveTo(host: string): string;
  backTo(host: string): string;
  backToCheckout: string;
  closeThisPage: string;
  magic: string;
  declinedTitle: string;
  declinedText: string;
  paidTitle: string;
  paidText(amount: string): string;
  takingBack(host: string): string;
  refundedTitle: string;
  refundedText(amount: string): string;
  closedTitle: string;
  closedText: string;
  expiredTitle: string;
  expiredText: string;
  leftTitle: string;
  leftText: string;
  foot: string;
  problems: Record<Problem, { title: string; text: string }>;
}

/** Why there is no checkout to show. */
export type Problem = "unknown" | "foreign" | "form" | "method" | "store";

const en: Words = {
  brand: "Renewal Checkout",
  sandbox: "Sandbox: ",
  noMoney: "no real money moves.",
  payTo: "Pay to",
  package: "Package",
  months: (count) => (count === 1 ? "1 month of membership" : `${count} months of membership`),
  orderId: "Order ID",
  transactionId: "Transaction ID",
  openUntil: "Pay before",
  paidAt: "Paid",
  refundedAt: "Refunded",
  choose: "How should this payment end?",
  explain: "This page stands in for a bank or a wallet. Choose an outcome and see what your app makes of it.",
  pay: (amount) => `Pay ${amount}`,
  decline: "Decline",
  leave: "Leave without paying",
  leaveTo: (host) => `Cancel and return to ${host}`,
  backTo: (host) => `Back to ${host}`,
  backToCheckout: "Back to the checkout",
  closeThisPage: "You can close this page.",
  magic: "This order ID makes the sandbox behave differently:",
  declinedTitle: "The payment was declined",
  declinedText: "Nothing was charged. You can try again here, or go back.",
  paidTitle: "Payment complete",
  paidText: (amount) => `${amount} was paid. Your membership is being renewed.`,
  takingBack: (host) => `Taking you back to ${host} …`,
  refundedTitle: "Payment refunded",
  refundedText: (amount) => `${amount} went back to you, and the renewal was taken back.`,
  closedTitle: "This order is closed",
  closedText: "It can no longer be paid. To renew, start a new order where you came from.",
  expiredTitle: "This order has expired",
  expiredText: "It was not paid in time. To renew, start a new order where you came from.",
  leftTitle: "You left without paying",
  leftText: "Nothing was charged. The order stays open, and you can still pay it.",
  foot: "A payment gateway for trying things out. Nobody is charged, and no card or account is needed.",
  problems: {
    unknown: {
      title: "There is no such payment",
      text: "Check that the address is complete, or start again where you came from.",
    },
    foreign: {
      title: "This did not come from the checkout",
      text: "Another website tried to settle this payment. Open the checkout yourself and choose there.",
    },
    form: { title: "We could not read your choice", text: "Go back to the checkout and choose again." },
    method: { title: "This page cannot do that", text: "Open the checkout in a browser." },
    store: {
      title: "The checkout cannot answer right now",
      text: "Nothing was changed. Load this page again in a few seconds.",
    },
  },
};

const zh: Words = {
  brand: "Renewal 收银台",
  sandbox: "沙箱环境：",
  noMoney: "不会产生真实扣款。",
  payTo: "收款方",
  package: "套餐",
  months: (count) => `${count} 个月会员`,
  orderId: "订单号",
  transactionId: "交易号",
  openUntil: "支付截止",
  paidAt: "支付时间",
  refundedAt: "退款时间",
  choose: "您希望这笔支付如何结束？",
  explain: "本页面模拟银行或电子钱包。请选择一种结果，观察您的应用如何处理。",
  pay: (amount) => `支付 ${amount}`,
  decline: "拒绝",
  leave: "暂不支付，离开",
  leaveTo: (host) => `取消并返回 ${host}`,
  backTo: (host) => `返回 ${host}`,
  backToCheckout: "返回收银台",
  closeThisPage: "您可以关闭此页面。",
  magic: "此订单号会让沙箱表现出不同的行为：",
  declinedTitle: "支付被拒绝",
  declinedText: "未扣除任何款项。您可以在此重试，或返回商户。",
  paidTitle: "支付成功",
  paidText: (amount) => `已支付 ${amount}，正在为您续期会员。`,
  takingBack: (host) => `正在返回 ${host} …`,
  refundedTitle: "已退款",
  refundedText: (amount) => `${amount} 已退回，本次续期已撤销。`,
  closedTitle: "订单已关闭",
  closedText: "该订单无法再支付。如需续期，请返回商户重新下单。",
  expiredTitle: "订单已过期",
  expiredText: "该订单未在截止时间前支付。如需续期，请返回商户重新下单。",
  leftTitle: "您已离开，尚未支付",
  leftText: "未扣除任何款项。订单仍然有效，您可以继续支付。",
  foot: "本支付网关仅供测试。不会向任何人收费，也无需银行卡或账户。",
  problems: {
    unknown: { title: "找不到该支付", text: "请检查网址是否完整，或返回商户重新开始。" },
    foreign: {
      title: "该请求并非来自收银台",
      text: "另一个网站试图操作这笔支付。请自行打开收银台并在其中选择。",
    },
    form: { title: "无法识别您的选择", text: "请返回收银台重新选择。" },
    method: { title: "此页面不支持该操作", text: "请在浏览器中打开收银台。" },
    store: { title: "收银台暂时无法响应", text: "未做任何更改。请在几秒后重新加载此页面。" },
  },
};

export const words: Record<Language, Words> = { en, "zh-CN": zh };
