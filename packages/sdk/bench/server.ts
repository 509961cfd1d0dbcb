// Answers every request with the same few fields, from a process of its own, so that it does not slow down the caller.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const body = JSON.stringify({
  ...{ success: true, transaction_id: "TXN789012", payment_url: "https://payment.gateway.com/pay/TXN789012" },
  ...{ message: "Payment order created successfully", id: "1", name: "ORD123456", uid: null, metadata: {} },
  ...{ createdAt: "2026-01-15T08:30:00Z", updatedAt: "2026-01-15T08:30:00Z" },
});
const headers = {
  "Content-Type": "application/json",
  "Content-Length": String(Buffer.byteLength(body)),
  "X-Request-Id": "req_1",
  "X-RateLimit-Limit": "5",
  "X-RateLimit-Remaining": "4",
  "X-RateLimit-Reset": "1640995200",
};
const server = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(200, headers).end(body));
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
