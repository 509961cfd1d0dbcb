// Koa with its router and its body parser, and nothing else.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { created, listen, packages, tell } from "./ready.ts";

const peer = createRequire(new URL("../peers/", import.meta.url));
const Koa = peer("koa").default ?? peer("koa");
const { Router } = peer("@koa/router");
const { bodyParser } = peer("@koa/bodyparser");

const router = new Router({ prefix: "/v1" });
router.post("/payment/create", (ctx: { body: unknown }) => {
  ctx.body = created;
});
router.get("/packages", (ctx: { body: unknown }) => {
  ctx.body = packages;
});
router.get("/membership", (ctx: { body: unknown }) => {
  ctx.body = { status: "none", history: [] };
});
const app = new Koa();
app.use(bodyParser());
app.use(router.routes());
tell({ url: await listen(createServer(app.callback())) });
