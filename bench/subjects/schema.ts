/** The body of a create, as strict as JSON Schema alone makes it. */
export const createBody = {
  type: "object",
  required: ["order_id", "amount", "subject"],
  additionalProperties: false,
  properties: {
    order_id: { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" },
    amount: { type: "number", minimum: 0.01 },
    currency: { type: "string", enum: ["CNY"] },
    subject: { type: "string", minLength: 1, maxLength: 256 },
  },
};

export const createdBody = {
  type: "object",
  properties: {
    success: { type: "boolean" },
    transaction_id: { type: "string" },
    payment_url: { type: "string" },
    message: { type: "string" },
  },
};

/** A limit that is counted and never met, as in our own subjects. */
export const roomy = 10_000_000;
