import { memoryStore } from "@renewal/engine";
import { storeContract } from "./store-contract/contract.ts";

storeContract(
  "the store in memory",
  async () => {
    const store = memoryStore({ packages: [] });
    const { tables } = store;
    return {
      store,
      instances: async (count) => Array.from({ length: count }, () => store),
      addClient: async (client) => void tables.clients.set(client.clientId, client),
      async setPackages(packages) {
        tables.packages = [...packages];
      },
      notificationsOf: async (id) => tables.notifications.filter(({ transactionId }) => transactionId === id),
      refreshTokensOf: async (family) =>
        [...tables.refreshTokens.values()].filter((token) => token.family === family),
      clear: async () => store.reset(),
      close: async () => {},
    };
  },
  500,
);
