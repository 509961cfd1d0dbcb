import { readConfiguration } from "../configuration.ts";
import { demoClient } from "../seeds.ts";
import { startServer } from "../server.ts";

/** Runs the server until it is told to stop. */
export async function start(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const server = await startServer(configuration);
  if (!configuration.production) process.stdout.write(welcome(server.url));
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void server.stop().then(() => process.exit(0));
    });
  }
}

function welcome(url: string): string {
  const { clientId, secret } = demoClient;
  return `
Renewal is listening on ${url}/v1

  demo client   ${clientId} / ${secret}
  document      ${url}/openapi.json
  metrics       ${url}/metrics

Get a member's token, then create an order and open its payment_url in a browser:

  TOKEN=$(curl -s ${url}/v1/auth/token -H "Content-Type: application/json" -d '{"grant_type": "client_credentials", "client_id": "${clientId}", "client_secret": "${secret}", "user_id": "user_42"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

  curl -X POST "${url}/v1/payment/create" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"order_id": "ORD123456", "amount": 99.99, "currency": "CNY", "subject": "Annual Membership"}'

Ctrl-C stops it.

`;
}
