import { command } from "../command.ts";
import { readDuration } from "../duration.ts";
import { moment } from "../table.ts";
import { withStorage } from "../with-storage.ts";
import { newApiSecret, newWebhookSecret } from "./secrets.ts";

const overlap = "24h";

export const clientsRotate = command({
  name: "clients rotate",
  says: "Gives a client a new secret, and prints it, this once. The old one is good until the overlap is over.",
  details: `With --webhook it is the secret that the client's notifications are signed with. Until the overlap is over they carry
signatures under both, and X-Signature is made with the old one; so whoever adds the new secret to its receiver
in time, and takes the old one away later, misses none.`,
  takes: ["client_id"],
  options: {
    webhook: { type: "boolean", says: "the webhook secret in the place of the client_secret" },
    overlap: {
      type: "string",
      value: "duration",
      says: `for how long the old one is good: 30m, 24h, 7d; 0 when it leaked; ${overlap} when absent`,
    },
    json: { type: "boolean", says: "prints JSON" },
  },
  async run({ webhook = false, overlap: given = overlap, json = false }, [clientId = ""]) {
    const duration = readDuration("overlap", given);
    const secret = webhook ? newWebhookSecret() : newApiSecret();
    const until = await withStorage(async ({ storage, place, clock }) => {
      if (place.clients.some((client) => client.clientId === clientId)) throw inFile(clientId);
      const now = clock.now();
      const row = { clientId, ...secret.kept, createdAt: now };
      if (!(await storage.store.addClientSecret(row, now + duration))) throw unknown(clientId);
      return now + duration;
    });
    const name = webhook ? "webhook_secret" : "client_secret";
    const told = { client_id: clientId, [name]: secret.text };
    const old =
      duration === 0 ? "The old one is good no more." : `The old one is good until ${moment(until)}.`;
    process.stdout.write(
      json
        ? `${JSON.stringify({ ...told, old_until: new Date(until).toISOString() })}\n`
        : `${name.padEnd(15)} ${secret.text}\n\n${old} Keep the new one now: it is not shown again.\n`,
    );
  },
});

function unknown(clientId: string): Error {
  return new Error(`There is no client ${JSON.stringify(clientId)}. \`renewal clients list\` names all.`);
}

function inFile(clientId: string): Error {
  return new Error(
    `${clientId} stands in CLIENTS_FILE. Put a list of both secrets there, restart the servers, and take the old one out later.`,
  );
}
