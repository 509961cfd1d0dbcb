import { askFor } from "../http/running.ts";

/** What `/metrics` says, by series as it is written there, e.g. `orders_due{status="creating"}`. */
export async function scrape(url: string): Promise<Map<string, number>> {
  const { text } = await askFor(`${url}/metrics`);
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(" ");
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}
