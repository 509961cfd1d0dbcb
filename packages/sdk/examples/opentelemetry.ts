import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { type Hooks, type Middleware, RenewalError } from "@renewal/sdk";

/** A span for every call, named after its URL template: `GET /payment/{transaction_id}`, whatever the id. */
export const tracing: Middleware = (request, next) => {
  const { id, method, route } = request.operation;
  const attributes = { "http.request.method": method, "url.template": route, "renewal.operation": id };
  const options = { kind: SpanKind.CLIENT, attributes };
  return trace.getTracer("@renewal/sdk").startActiveSpan(`${method} ${route}`, options, async (span) => {
    propagation.inject(context.active(), request.headers, {
      set: (headers, name, value) => headers.set(name, value),
    });
    try {
      const answer = await next(request);
      const { attempts, requestId, status } = answer;
      span.setAttributes({ "http.response.status_code": status, "http.request.resend_count": attempts - 1 });
      if (requestId) span.setAttribute("renewal.request_id", requestId);
      return answer;
    } catch (error) {
      if (error instanceof RenewalError) span.setAttribute("error.type", error.code ?? error.name);
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      span.end();
    }
  });
};

/** An event on that span for every retry. */
export const retryEvents: Hooks = {
  retry: ({ error, delay, attempt }) =>
    trace.getActiveSpan()?.addEvent("retry", { "error.type": error.code ?? error.name, delay, attempt }),
};
