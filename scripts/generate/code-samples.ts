import { goProgram, javaProgram, type SampleContext } from "./code-samples-compiled.ts";
import { follow, type Operation, operations } from "./document.ts";
import { isPaginated } from "./operation-table.ts";
import { pythonCall } from "./python-prose.ts";
import { exampleCall } from "./sdk-typescript-prose.ts";

/** As `x-codeSamples` holds it, which every renderer of documents knows. */
export interface CodeSample {
  lang: "Shell" | "TypeScript" | "Python" | "Go" | "Java";
  label: string;
  source: string;
}

/** Where the samples ask; the server that shows them puts its own address in its place. */
const api = "https://api.example.com/v1";

/** A program for each operation in each language, from the document's own examples. */
export function codeSamples(): Record<string, CodeSample[]> {
  return Object.fromEntries(
    operations.map((operation) => [
      operation.id,
      [
        { lang: "Shell", label: "curl", source: curl(operation) },
        { lang: "TypeScript", label: "TypeScript", source: typeScript(operation) },
        { lang: "Python", label: "Python", source: pythonProgram(operation) },
        { lang: "Go", label: "Go", source: goProgram(operation, contextOf(operation)) },
        { lang: "Java", label: "Java", source: javaProgram(operation, contextOf(operation)) },
      ],
    ]),
  );
}

function contextOf(operation: Operation): SampleContext {
  return {
    ...{ api, address: addressOf(operation), body: exampleBody(operation) },
    ...{ isSigned: isSigned(operation), isMerchants: isMerchants(operation) },
  };
}

function exampleBody({ object }: Operation): object | undefined {
  const [first] = Object.values(object.requestBody?.content["application/json"]?.examples ?? {});
  return first === undefined ? undefined : (follow(first) as { value: object }).value;
}

function addressOf({ path, object }: Operation): string {
  const named = (where: string) => object.parameters.filter((parameter) => parameter.in === where);
  const filled = named("path").reduce(
    (at, { name, example }) => at.replace(`{${name}}`, String(example)),
    path,
  );
  // Whoever reads about a list wants it without a cursor; of the filters the first shows how they are written.
  const [first] = named("query").filter(({ name }) => name === "limit");
  return first === undefined ? `${api}${filled}` : `${api}${filled}?${first.name}=${first.example}`;
}

function isSigned({ object }: Operation): boolean {
  return (object.security ?? []).some((scheme) => "gatewaySignature" in scheme);
}

function needsToken({ object }: Operation): boolean {
  return (object.security ?? []).some((scheme) => "bearerAuth" in scheme);
}

/** Whether only a merchant may: a member's token would be refused. */
function isMerchants({ object }: Operation): boolean {
  const roles = (object.security ?? []).flatMap((scheme) => scheme.bearerAuth ?? []);
  return roles.length > 0 && !roles.includes("member");
}

function curl(operation: Operation): string {
  const body = exampleBody(operation);
  const text = JSON.stringify(body);
  const method = operation.method === "GET" ? "" : `-X ${operation.method} `;
  const lines = [
    `curl ${method}"${addressOf(operation)}"`,
    ...(needsToken(operation) ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(body === undefined ? [] : ['-H "Content-Type: application/json"']),
    ...(isSigned(operation) ? ['-H "X-Signature: $SIGNATURE"', '-d "$BODY"'] : []),
    ...(body === undefined || isSigned(operation) ? [] : [`-d '${text}'`]),
  ];
  const before = isSigned(operation)
    ? `BODY='${text}'\nSIGNATURE=$(printf %s "$BODY" | openssl dgst -sha256 -hmac "$WEBHOOK_SECRET" | sed 's/.* //')\n`
    : "";
  return `${before}${lines.join(" \\\n  ")}\n`;
}

function typeScript(operation: Operation): string {
  if (isSigned(operation)) return signedTypeScript(operation);
  const isToken = operation.id === "createToken";
  const call = isToken
    ? 'const answer = await renewal.tokens.create({ user_id: "user_42" });'
    : exampleCall(operation, isPaginated(operation));
  const show = call.startsWith("for ") ? "" : `console.log(answer${isToken ? ".expires_in" : ""});\n`;
  return `import { Renewal } from "@renewal/sdk";

const renewal = new Renewal({
  baseUrl: "${api}",
  clientId: "demo",
  clientSecret: "demo-secret",
${isToken || isMerchants(operation) ? "" : '  userId: "user_42",\n'}});
${call}
${show}`;
}

function signedTypeScript(operation: Operation): string {
  return `import { createHmac } from "node:crypto";

const body = JSON.stringify(${JSON.stringify(exampleBody(operation), null, 2)});
const signature = createHmac("sha256", process.env.WEBHOOK_SECRET!).update(body).digest("hex");
const answer = await fetch("${addressOf(operation)}", {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-Signature": signature },
  body,
});
console.log(answer.status, await answer.json());
`;
}

function pythonProgram(operation: Operation): string {
  if (isSigned(operation)) return signedPython(operation);
  const isToken = operation.id === "createToken";
  const paginated = isPaginated(operation);
  const call = isToken
    ? '    answer = client.tokens.create(user_id="user_42")'
    : pythonCall(operation, false, paginated);
  const who = isToken || isMerchants(operation) ? "" : '    user_id="user_42",\n';
  const money = call.includes("Decimal(") ? "from decimal import Decimal\n\n" : "";
  return `${money}from renewal import Renewal

with Renewal(
    base_url="${api}",
    client_id="demo",
    client_secret="demo-secret",
${who}) as client:
${call}
${paginated ? "" : "    print(answer)\n"}`;
}

function signedPython(operation: Operation): string {
  return `import hashlib
import hmac
import os
import urllib.request

body = b'${JSON.stringify(exampleBody(operation))}'
signature = hmac.new(os.environ["WEBHOOK_SECRET"].encode(), body, hashlib.sha256).hexdigest()
request = urllib.request.Request(
    "${addressOf(operation)}",
    data=body,
    headers={"Content-Type": "application/json", "X-Signature": signature},
)
with urllib.request.urlopen(request) as answer:
    print(answer.status, answer.read().decode())
`;
}
