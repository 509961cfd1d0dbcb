// A process of its own over a storage, for tests that start several, or kill one. Started by children.ts.

import { sandboxGateway } from "../../../packages/engine/src/sandbox/gateway.ts";
import type { SandboxWorld } from "../../../packages/engine/src/sandbox/world.ts";
import { newOrder, paymentOf } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import { openStorage } from "../../src/storage/storage.ts";

const [task, location, tag] = process.argv.slice(2) as [string, string, string];
const storage = openStorage({ clock: Date, ...JSON.parse(location) });
const checkoutUrl = () => "https://pay.example.com";
const gateway = sandboxGateway({
  payments: storage.sandbox,
  clock: Date,
  checkoutUrl,
} as Partial<SandboxWorld> as SandboxWorld);

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
  /** Creates orders, eight at once, until it is killed, or cannot; tells of each that was answered. */
  async create() {
    let count = 0;
    const creating = async () => {
      for (;;) {
        const transactionId = `TXN${tag}${String(count++).padStart(8, "0")}`;
        await brought(transactionId);
        await storage.store.placeOrder(transactionId, { paymentUrl: "https://…", updatedAt: 1, dueAt: 2 });
        say({ created: transactionId });
      }
    };
    await Promise.all(Array.from({ length: 8 }, creating));
  },
  /** Is killed between the gateway's answer and the next commit. */
  async createAndDie() {
    await brought(`TXN${tag}`);
    process.kill(process.pid, "SIGKILL");
  },
};

/** Our row, and then the gateway's. */
async function brought(transactionId: string): Promise<void> {
  const order = newOrder({ transactionId, orderId: transactionId, userId: "child" });
  await storage.store.insertOrder(order);
  await gateway.create(order);
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

try {
  await tasks[task]?.();
} catch (error) {
  say({ error: (error as Error).name, message: (error as Error).message });
}
