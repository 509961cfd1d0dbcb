import { demoClient } from "../seeds.ts";

/** What a developer reads first: where everything is, and two lines to try it. */
export function welcome(url: string): string {
  const { clientId, secret, webhookSecret } = demoClient;
  const credentials = JSON.stringify({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: secret,
    user_id: "user_42",
  });
  const order = JSON.stringify({
    order_id: "ORD123456",
    amount: 99.99,
    currency: "CNY",
    subject: "Annual Membership",
  });
  return `
Renewal is listening on ${url}/v1

  demo client     ${clientId} / ${secret}, its notifications are signed with ${webhookSecret}
  documentation   ${url}/docs
  status          ${url}/status
  document        ${url}/openapi.json
  metrics         ${url}/metrics

Get a member's token, create an order, and open its payment_url in a browser:

  TOKEN=$(curl -s ${url}/v1/auth/token -H "Content-Type: application/json" -d '${credentials}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

  curl -X POST "${url}/v1/payment/create" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '${order}'

Ctrl-C stops the server.

`;
}
