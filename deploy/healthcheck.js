// Ends with 0 when the server of this container is alive.
import { request as plain } from "node:http";
import { request as encrypted } from "node:https";

const { PORT = "", TLS_CERT = "" } = process.env;
// The certificate is for the public name, and this way never leaves the container.
const options = { host: "127.0.0.1", port: PORT || 8080, path: "/healthz", rejectUnauthorized: false };

(TLS_CERT ? encrypted : plain)(options, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
  .on("error", () => process.exit(1))
  .end();
