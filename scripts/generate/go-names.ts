const initialisms = new Set(["id", "url", "https", "http", "api"]);

/** `order_id`, `orderId` and `ORDER_ID` are `OrderID`. */
export function goName(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_.-]/)
    .map((word) =>
      initialisms.has(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join("");
}

/** A text of Go. */
export function goText(value: unknown): string {
  return JSON.stringify(value);
}

/** Lines of a comment, each after the indentation that its place has. */
export function goComment(text: string, indent = ""): string {
  const lines = text.trimEnd().split("\n");
  return lines
    .map((line) => `${indent}//${line.startsWith("\t") || line === "" ? line : ` ${line}`}\n`)
    .join("");
}
