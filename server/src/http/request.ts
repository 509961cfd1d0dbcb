import { IncomingMessage } from "node:http";

/** Hears of each piece of a body, and of its end, which is null. */
export type Take = (piece: Buffer | null) => void;

/**
 * A request whose body can be taken as Node hands it over. A stream that nobody reads in any other way would keep each piece
 * and tell of it by events, which cost a create a fifteenth of its time.
 */
export class Request extends IncomingMessage {
  #taker: Take | undefined = undefined;

  /** As Node's parser calls it for each piece. */
  override push(piece: Buffer | null, encoding?: BufferEncoding): boolean {
    if (this.#taker === undefined) return super.push(piece, encoding);
    this.#taker(piece);
    return true;
  }

  /**
   * Takes the pieces of the body, unless some are here already.
   *
   * @returns what gives further pieces to the stream again; undefined where the stream has to be read
   */
  divert(take: Take): (() => void) | undefined {
    if (this.complete || this.readableLength > 0) return undefined;
    this.#taker = take;
    // Somebody reads: Node has nothing to throw away when the answer is out.
    this.read(0);
    return () => {
      this.#taker = undefined;
    };
  }
}
