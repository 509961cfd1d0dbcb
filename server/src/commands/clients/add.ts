import { command, Misuse } from "../command.ts";
import { nameOf, withStorage } from "../with-storage.ts";
import { newApiSecret, newWebhookSecret } from "./secrets.ts";

export const clientsAdd = command({
  name: "clients add",
  says: "Adds a client that may use the API, and prints its secrets, this once.",
  takes: ["client_id"],
  options: {
    name: { type: "string", value: "name", says: "how people call it; as its client_id when absent" },
    json: { type: "boolean", says: "prints JSON" },
  },
  async run({ name, json }, [clientId = ""]) {
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(clientId))
      throw new Misuse('The client_id must be 1 to 64 letters, digits, ".", "_" and "-".');
    if (name !== undefined && !/^[^\p{Cc}]{1,128}$/u.test(name))
      throw new Misuse("The name must be 1 to 128 characters without control characters.");
    const [api, webhook] = [newApiSecret(), newWebhookSecret()];
    const where = await withStorage(async ({ storage, place, clock }) => {
      if (place.clients.some((client) => client.clientId === clientId)) throw inFile(clientId);
      const client = { clientId, name: name ?? clientId, createdAt: clock.now() };
      if (!(await storage.store.addClient(client, [api.kept, webhook.kept]))) throw known(clientId);
      return nameOf(place);
    });
    const secrets = { client_id: clientId, client_secret: api.text, webhook_secret: webhook.text };
    process.stdout.write(json === true ? `${JSON.stringify(secrets)}\n` : lines(secrets, where));
  },
});

function lines(secrets: Record<string, string>, where: string): string {
  const rows = Object.entries(secrets).map(([name, value]) => `${name.padEnd(15)} ${value}\n`);
  return `${rows.join("")}\nAdded to ${where}. Keep the secrets now: they are not shown again.\n`;
}

function known(clientId: string): Error {
  return new Error(
    `There is a client ${clientId} already. \`renewal clients rotate ${clientId}\` gives it a new secret.`,
  );
}

function inFile(clientId: string): Error {
  return new Error(
    `${clientId} stands in CLIENTS_FILE, which goes before the database. Choose another client_id, or take it out of the file.`,
  );
}
