// A process of its own over a storage, for tests that start several, or kill one. Started by children.ts.

import { newOrder, paymentOf } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import { openStorage } from "../../src/storage/storage.ts";

const [task, location, tag] = process.argv.slice(2) as [string, string, string];
const storage = openStorage({ clock: Date, ...JSON.parse(location) });

const tasks: Record<string, () => Promise<void>> = {
  async migrate() {
    say({ steps: await storage.migrate() });
    await storage.close();
  },
  /** Orders and pays until it is killed, or cannot; tells each time what was acknowledged. */
  async pay() {
    for (let count = 0; ; count += 1) {
      const transactionId = `TXN${tag}${String(count).padStart(8, "0")}`;
      const order = newOrder({ transactionId, orderId: transactionId, status: "pending", userId: "child" });
      await storage.store.insertOrder(order);
      await storage.store.changeOrder(transactionId, () => ({
        order: { status: "paid", paidAt: 5_000 },
        payment: paymentOf(order, 5_000),
      }));
      say({ paid: transactionId });
    }
  },
};

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

try {
  await tasks[task]?.();
} catch (error) {
  say({ error: (error as Error).name, message: (error as Error).message });
}
