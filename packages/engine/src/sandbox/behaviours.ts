/** How the sandbox differs from a gateway that does everything right and at once. Times in milliseconds. */
export interface Behaviour {
  /** Registering the order is refused, every time. */
  refuses?: boolean;
  /** Registering the order succeeds, but the answer comes this late. */
  answersAfter?: number;
  /** Only the first answer is late: whoever asks again is answered at once. */
  lateOnlyOnce?: boolean;
  /** What happens without a person, as soon as the order is registered. */
  byItself?: "pay" | "decline";
  /** How often each notification is sent. */
  copies?: number;
  /** How long after the event its notification is sent. */
  notifiesAfter?: number;
  /** What notifications and queries add to the amount, in minor units. */
  amountOff?: number;
  /** Which attempts at a notification carry a signature under a secret that nobody shares. */
  wrongSignatures?: "first" | "all";
  /** After how long a payment is followed by the notification of an earlier decline. */
  declineReportedAfter?: number;
  /** After how long a closed order is paid nevertheless. */
  paysAfterClose?: number;
  /** After how long a payment is refunded. */
  refundsAfter?: number;
}

export interface MagicOrderId {
  /** What the order id carries behind `sandbox-`, itself followed by `-` and anything that makes the id unique. */
  name: string;
  behaviour: Behaviour;
  /** What it does, for people: one sentence for the documentation, and for the checkout page in its languages. */
  does: { en: string; zh: string };
}

/**
 * Every order id that makes the sandbox misbehave, or act without a person. Names can be chained:
 * `sandbox-autopay-twice-7` pays by itself and notifies twice.
 */
export const magicOrderIds: readonly MagicOrderId[] = [
  {
    name: "autopay",
    behaviour: { byItself: "pay" },
    does: {
      en: "The order is paid at once, without a person.",
      zh: "订单会立即自动支付，无需人工操作。",
    },
  },
  {
    name: "autodecline",
    behaviour: { byItself: "decline" },
    does: {
      en: "The first try is declined at once, without a person; the order can still be paid.",
      zh: "首次支付会立即被自动拒绝；之后订单仍可支付。",
    },
  },
  {
    name: "slow",
    behaviour: { answersAfter: 2000 },
    does: {
      en: "Creating the order takes the gateway 2 seconds, which is still in time.",
      zh: "网关创建订单需要 2 秒，仍在时限之内。",
    },
  },
  {
    name: "too-slow",
    behaviour: { answersAfter: 20_000 },
    does: {
      en: "Creating the order takes the gateway 20 seconds every time, longer than anybody waits.",
      zh: "网关每次创建订单都需要 20 秒，超过等待时限。",
    },
  },
  {
    name: "timeout",
    behaviour: { answersAfter: 20_000, lateOnlyOnce: true },
    does: {
      en: "The gateway registers the order but its answer is lost; asking again finds the same order.",
      zh: "网关已登记订单，但应答丢失；再次请求会得到同一订单。",
    },
  },
  {
    name: "refuse",
    behaviour: { refuses: true },
    does: {
      en: "The gateway refuses to create the order, however often it is asked.",
      zh: "无论请求多少次，网关都拒绝创建订单。",
    },
  },
  {
    name: "twice",
    behaviour: { copies: 2 },
    does: {
      en: "Every notification is sent twice at the same moment.",
      zh: "每条通知都会同时发送两次。",
    },
  },
  {
    name: "late",
    behaviour: { notifiesAfter: 5000 },
    does: {
      en: "Every notification is sent 5 seconds late.",
      zh: "每条通知都会延迟 5 秒发送。",
    },
  },
  {
    name: "pay-after-close",
    behaviour: { paysAfterClose: 2000 },
    does: {
      en: "Closing the order succeeds, and 2 seconds later the payment arrives nevertheless.",
      zh: "订单可以关闭，但 2 秒后款项仍会到账。",
    },
  },
  {
    name: "wrong-amount",
    behaviour: { amountOff: 1 },
    does: {
      en: "The gateway reports one minor unit more than the order's amount, so nothing is renewed.",
      zh: "网关上报的金额比订单多一个最小货币单位，因此不会续期。",
    },
  },
  {
    name: "wrong-signature-once",
    behaviour: { wrongSignatures: "first" },
    does: {
      en: "The first attempt at every notification is signed wrongly, the second one rightly.",
      zh: "每条通知的首次发送签名错误，重发时签名正确。",
    },
  },
  {
    name: "wrong-signature-always",
    behaviour: { wrongSignatures: "all" },
    does: {
      en: "Every notification is signed wrongly; only asking the gateway tells of the payment.",
      zh: "所有通知的签名都是错误的；只有主动查询网关才能得知付款结果。",
    },
  },
  {
    name: "failed-after-paid",
    behaviour: { declineReportedAfter: 1000 },
    does: {
      en: "A second after the payment comes the notification of a decline that was before it.",
      zh: "付款一秒后，才收到此前一次拒付的通知。",
    },
  },
  {
    name: "refund",
    behaviour: { refundsAfter: 2000 },
    does: {
      en: "The payment is refunded 2 seconds later.",
      zh: "付款会在 2 秒后退款。",
    },
  },
];

const prefix = "sandbox-";

/**
 * The magic names that an order id carries, in order; none for an ordinary id.
 *
 * @example magicIn("sandbox-autopay-twice-7").map(({ name }) => name) // ["autopay", "twice"]
 */
export function magicIn(orderId: string): MagicOrderId[] {
  const found: MagicOrderId[] = [];
  if (!orderId.startsWith(prefix)) return found;
  let rest = `${orderId.slice(prefix.length)}-`;
  for (;;) {
    const next = magicOrderIds.find(({ name }) => rest.startsWith(`${name}-`));
    if (next === undefined) return found;
    found.push(next);
    rest = rest.slice(next.name.length + 1);
  }
}

/** How the sandbox treats an order, by its order id alone. */
export function behaviourOf(orderId: string): Behaviour {
  return Object.assign({}, ...magicIn(orderId).map(({ behaviour }) => behaviour));
}
