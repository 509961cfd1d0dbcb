// A server whose gateway is reached over HTTP at FAULTY_GATEWAY_URL first, without any patience of the adapter's own: what
// ends a call here is the server alone. A late answer still places the order, as with a gateway that was only slow.
import { type Gateway, GatewayFailure } from "@renewal/engine";
import { readConfiguration, startServer } from "../../src/index.ts";

const url = process.env.FAULTY_GATEWAY_URL as string;

async function reach(): Promise<void> {
  const answer = await fetch(url, { method: "POST" });
  await answer.arrayBuffer();
  if (!answer.ok) throw new GatewayFailure("unavailable", `The gateway answered ${answer.status}.`);
}

const overHttp = (gateway: Gateway): Gateway => ({
  create: async (order) => reach().then(() => gateway.create(order)),
  query: async (transactionId) => reach().then(() => gateway.query(transactionId)),
  close: async (transactionId) => reach().then(() => gateway.close(transactionId)),
  refund: async (refund) => reach().then(() => gateway.refund(refund)),
});

await startServer(readConfiguration(process.env), { wrapGateway: overHttp });
