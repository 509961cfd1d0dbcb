// Express 5 with express-openapi-validator over the schema of a create, without tokens, limits and store.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { created, listen, tell } from "./ready.ts";
import { createBody, createdBody } from "./schema.ts";

const peer = createRequire(new URL("../peers/", import.meta.url));
const express = peer("express");
const content = (schema: object) => ({ content: { "application/json": { schema } } });
const apiSpec = {
  openapi: "3.0.3",
  info: { title: "Renewal", version: "1" },
  servers: [{ url: "/v1" }],
  paths: {
    "/payment/create": {
      post: {
        requestBody: { required: true, ...content(createBody) },
        responses: { 200: { description: "Created", ...content(createdBody) } },
      },
    },
  },
};
const app = express();
app.use(express.json());
app.use(peer("express-openapi-validator").middleware({ apiSpec, validateRequests: true }));
app.post("/v1/payment/create", (_request: unknown, response: { json(body: unknown): void }) =>
  response.json(created),
);
tell({ url: await listen(createServer(app)) });
