import { context, propagation, SpanStatusCode, type TextMapPropagator, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { beforeAll, expect, test } from "vitest";
import { retryEvents, tracing } from "../../examples/opentelemetry.ts";
import { json, refusal } from "../network/scripted-server.ts";
import { failure, world } from "../network/world.ts";

const exporter = new InMemorySpanExporter();

const spanId: TextMapPropagator = {
  inject: (active, carrier, setter) =>
    setter.set(carrier, "x-span", trace.getSpan(active)?.spanContext().spanId ?? ""),
  extract: (active) => active,
  fields: () => ["x-span"],
};

beforeAll(() => {
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(spanId);
});

test("a call is one span named after its URL template, with its retries as events, and the API can join the trace", async () => {
  const acts = [
    refusal(503, "SERVICE_UNAVAILABLE"),
    json(200, { status: "paid" }),
    refusal(404, "TRANSACTION_NOT_FOUND"),
  ];
  const options = { token: "t", middleware: [tracing], hooks: retryEvents };
  const { server, renewal } = await world(acts, options);
  await renewal.payments.get("TXN-1");
  await failure(renewal.payments.get("TXN-2"));
  const [good, bad] = exporter.getFinishedSpans();
  expect(good?.name).toBe("GET /payment/{transaction_id}");
  expect(good?.attributes).toMatchObject({
    "http.request.method": "GET",
    "url.template": "/payment/{transaction_id}",
    "http.response.status_code": 200,
    "http.request.resend_count": 1,
    "renewal.request_id": "req_server",
  });
  expect(good?.events.map(({ name, attributes }) => [name, attributes?.["error.type"]])).toEqual([
    ["retry", "SERVICE_UNAVAILABLE"],
  ]);
  expect(bad?.status.code).toBe(SpanStatusCode.ERROR);
  expect(bad?.attributes["error.type"]).toBe("TRANSACTION_NOT_FOUND");
  expect(server.seen.map(({ headers }) => headers["x-span"])).toEqual(
    [good, good, bad].map((span) => span?.spanContext().spanId),
  );
});
