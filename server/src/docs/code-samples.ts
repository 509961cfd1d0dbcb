import samples from "./generated/code-samples.json" with { type: "json" };

/** Where the samples ask; the server that shows them puts its own address in its place. */
const written = "https://api.example.com";

interface Documented {
  paths: Record<string, Record<string, object>>;
}

/** The document with a program in each language beside each operation, as `x-codeSamples`, which ask this server. */
export function withCodeSamples<D extends object>(document: D, publicUrl: string): D {
  const { paths } = document as unknown as Documented;
  const byId = samples as Record<string, { lang: string; label: string; source: string }[]>;
  const sampled = Object.entries(paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => {
        const own = byId[(operation as { operationId?: string }).operationId ?? ""] ?? [];
        const here = own.map((sample) => ({
          ...sample,
          source: sample.source.replaceAll(written, publicUrl),
        }));
        return [method, here.length === 0 ? operation : { ...operation, "x-codeSamples": here }];
      }),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(sampled) };
}
