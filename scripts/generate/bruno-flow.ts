/** One request of the collection's run: an operation with one of its examples, and what goes from it to the next ones. */
export interface Turn {
  operation: string;
  /** Which example of the body; the document's first one when absent. */
  example?: string;
  /** Fields of the body, or parameters of the path, whose example gives way to a variable. */
  variables?: Record<string, string>;
  /** A merchant's token, where a member's would do too. */
  asMerchant?: boolean;
  /** What the answer is asserted to say beside its status, by the path of a field. */
  says?: Record<string, string>;
  /** Variables for later requests, by the field of the answer that they come from. */
  keeps?: Record<string, string>;
  before?: string;
  after?: string;
  /** Tells readers what the document does not say, for it is about the run. */
  remark?: string;
}

/** What stands between two operations: a person who pays, which the sandbox lets anybody be. */
export const sandboxPayment = {
  operation: "sandbox",
  name: "Pay at the sandbox's checkout",
  remark:
    "What a person does at the order's `payment_url`. No operation of the API: only the sandbox takes it. `action=decline` declines.",
};

const credentials = { client_id: "clientId", client_secret: "clientSecret" };

const newMember = `// Somebody new in each run: order ids are a member's own, and so is the limit of 5 orders per hour.
bru.setVar("userId", \`user_\${Date.now()}\`);`;

const untilPaid = `// The sandbox tells the API a moment after the checkout has answered. Ask again, for 10 seconds at the most.
const asked = bru.getVar("asked") + 1;
bru.setVar("asked", asked);
if (res.getBody().status === "pending" && asked < 50) {
  await bru.sleep(200);
  bru.runner.setNextRequest(req.getName());
} else {
  test("the order is paid", () => expect(res.getBody().status).to.equal("paid"));
}`;

const signed = `const secret = bru.getEnvVar("webhookSecret");
if (secret) {
  // The bytes that are sent are signed, so the variables have to be in them first.
  const body = bru.interpolate(req.getBody({ raw: true }));
  req.setBody(body, { raw: true });
  req.setHeader("X-Signature", require("crypto-js").HmacSHA256(body, secret).toString());
} else {
  bru.runner.skipRequest();
}`;

/** From nothing to a membership, and back. An operation that is not named here is asked at the end. */
export const flow: readonly (Turn | typeof sandboxPayment)[] = [
  {
    ...{ operation: "createToken", example: "member", before: newMember },
    variables: { ...credentials, user_id: "userId" },
    keeps: { memberToken: "access_token", refreshToken: "refresh_token" },
  },
  {
    ...{ operation: "createToken", example: "merchant", variables: credentials },
    keeps: { merchantToken: "access_token" },
  },
  {
    ...{ operation: "createToken", example: "refresh", variables: { refresh_token: "refreshToken" } },
    keeps: { memberToken: "access_token", refreshToken: "refresh_token" },
  },
  { operation: "listPackages", says: { "data[0].id": "monthly" } },
  {
    // What the wait for the payment counts by is still there when the app runs the collection again.
    ...{ operation: "createPayment", example: "annual", before: 'bru.setVar("asked", 0);' },
    keeps: { transactionId: "transaction_id", paymentUrl: "payment_url" },
  },
  { operation: "createPayment", example: "withUrls", keeps: { unpaidTransactionId: "transaction_id" } },
  sandboxPayment,
  { operation: "getPayment", variables: { transaction_id: "transactionId" }, after: untilPaid },
  {
    ...{ operation: "receiveNotification", variables: { transaction_id: "transactionId" }, before: signed },
    says: { success: "true" },
    remark:
      "Only the gateway knows the secret. Start the server with a `WEBHOOK_SECRET` of yours and put it into `webhookSecret`; without it this request is skipped.",
  },
  { operation: "listPayments", says: { "data.length": "2" } },
  { operation: "getMembership", says: { status: "active", "history.length": "1" } },
  {
    ...{ operation: "refundPayment", example: "part", variables: { transaction_id: "transactionId" } },
    says: { refunded_amount: "20.5" },
  },
  {
    ...{ operation: "closePayment", variables: { transaction_id: "unpaidTransactionId" } },
    says: { status: "closed" },
  },
];
