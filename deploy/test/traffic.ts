import { setTimeout } from "node:timers/promises";
import { askFor, demoCredentials, order, sign } from "../../server/test/http/running.ts";

/**
 * What servers meet in a day: orders that are paid, closed and refused, reads, mistakes, a wrong signature, and a report
 * of a wrong amount.
 *
 * @param urls of the servers, which are asked in turn
 * @param round makes the order ids of one call differ from those of another
 */
export async function traffic(
  urls: readonly string[],
  notifyUrl: string,
  secret: string,
  round: number,
): Promise<void> {
  for (const [index, url] of urls.entries()) {
    const ask = (path: string, asking?: Parameters<typeof askFor>[1]) => askFor(`${url}/v1${path}`, asking);
    const { json } = await ask("/auth/token", { body: demoCredentials(`user_${index}`) });
    const token = String(json.access_token);
    const create = async (name: string) => {
      const body = { ...order, order_id: `${name}-${round}-${index}`, notify_url: notifyUrl };
      return String((await ask("/payment/create", { token, body })).json.transaction_id);
    };
    const notify = (transactionId: string, amount: number, key = secret) => {
      const report = { transaction_id: transactionId, status: "paid", amount, currency: order.currency };
      const body = JSON.stringify({ ...report, timestamp: new Date().toISOString() });
      const headers = { "Content-Type": "application/json", "X-Signature": sign(body, key) };
      return ask("/payment/notify", { method: "POST", headers, body });
    };
    await notify(await create("ORD"), order.amount);
    await notify(await create("LESS"), 0.01);
    await notify(await create("FORGED"), order.amount, "another-secret");
    await ask(`/payment/${await create("CLOSED")}/close`, { method: "POST", token });
    await create("sandbox-refuse");
    await ask("/packages");
    await ask("/membership", { token });
    await ask("/payments", { token });
    await ask("/payment/create", { token, body: { curency: "CNY" } });
  }
  // Merchants hear of it a moment later.
  await setTimeout(1_000);
}
