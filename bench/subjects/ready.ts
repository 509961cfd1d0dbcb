import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Microseconds of processor time since the process began, and bytes of memory that it holds. */
export interface Usage {
  cpu: number;
  memory: number;
}

/** What a subject tells the bench once it accepts requests. */
export interface Ready {
  url: string;
  /** Access tokens of as many members, where the subject made them by itself. */
  tokens?: string[];
  /** Who may ask it for tokens. */
  client?: { client_id: string; client_secret: string };
  /** What the gateway signs its notifications with. */
  webhookSecret?: string;
}

/**
 * Tells whoever started this process where to ask, answers the question of what was used, and ends with it.
 *
 * @param used what is answered: what this process used, where it has no others
 */
export function tell(ready: Ready, used: () => Promise<Usage> | Usage = ownUsage): void {
  process.on("message", async () => process.send?.(await used()));
  process.on("disconnect", () => process.exit(0));
  process.send?.(ready);
}

function ownUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system, memory: process.memoryUsage.rss() };
}

/** Listens on the loopback port that is the first word of the command line, or on a free one. */
export function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

/** What a peer, which stores nothing, answers to a create. */
export const created = {
  success: true,
  transaction_id: "txn_0000000000000000",
  payment_url: "https://pay.example.com/txn_0000000000000000",
  message: "Payment order created successfully",
};

/** The packages as a peer answers them. */
export const packages = {
  packages: [
    { id: "monthly", name: "Monthly", months: 1, amount: 9.99, currency: "CNY" },
    { id: "quarterly", name: "Quarterly", months: 3, amount: 26.99, currency: "CNY" },
    { id: "yearly", name: "Yearly", months: 12, amount: 99.99, currency: "CNY" },
  ],
};
