/** A stretch of a folded text. */
interface Stretch {
  start: number;
  end: number;
}

/** How many positions are looked at for one quotation: its rarest pieces first. */
const mostVotes = 10_000;
/** How many pieces of a long quotation are looked up, spread evenly. */
const mostPieces = 512;
/** How many neighbourhoods are worth a closer look: those that share at least a fourth of what the best one shares. */
const mostNeighbourhoods = 12;
const worthwhile = 4;

/**
 * Where every piece of a few characters (n-gram) of a text stands, to tell which neighbourhoods may hold a garbled
 * quotation. Pieces are told apart by a hash: a collision costs a needless look, never a wrong result.
 */
export class SeedIndex {
  private readonly bits: number;
  /** Where the positions of a hash begin; the next entry says where they end. */
  private readonly heads: Uint32Array;
  private readonly positions: Uint32Array;
  /** Votes by neighbourhood, all 0 between calls. */
  private votes = new Uint32Array(0);

  constructor(
    private readonly text: string,
    private readonly pieceLength: number,
  ) {
    this.bits = Math.min(20, Math.max(8, Math.ceil(Math.log2(text.length + 1))));
    const pieces = Math.max(0, text.length - pieceLength + 1);
    const hashes = new Uint32Array(pieces);
    this.heads = new Uint32Array((1 << this.bits) + 1);
    for (let at = 0; at < pieces; at += 1) {
      const hash = (hashes[at] = this.hash(text, at));
      this.heads[hash + 1]! += 1;
    }
    for (let hash = 1; hash < this.heads.length; hash += 1) this.heads[hash]! += this.heads[hash - 1]!;
    this.positions = new Uint32Array(pieces);
    const next = this.heads.slice();
    for (let at = 0; at < pieces; at += 1) this.positions[next[hashes[at]!]!++] = at;
  }

  /** Neighbourhoods that share most pieces with a quotation, each long enough for it with this many errors. */
  neighbourhoods(quotation: string, errors: number): Stretch[] {
    // A piece at `offset` of the quotation puts its beginning at `position - offset`, give or take the errors.
    const width = Math.max(32, 2 * errors);
    const touched = this.vote(quotation, width);
    const sums = touched.map((at) => this.votes[at]! + (this.votes[at + 1] ?? 0));
    for (const at of touched) this.votes[at] = 0;
    const [first, ...others] = largest(sums);
    if (first === undefined) return [];
    const most = [first, ...others.filter((place) => sums[place]! * worthwhile >= sums[first]!)].map(
      (place) => touched[place]!,
    );
    return most.map((at) => {
      const start = at * width - quotation.length;
      return {
        start: Math.max(0, start - errors),
        end: Math.min(this.text.length, start + 2 * width + quotation.length + errors),
      };
    });
  }

  private vote(quotation: string, width: number): Uint32Array {
    const size = Math.ceil((this.text.length + quotation.length) / width) + 1;
    if (this.votes.length < size) this.votes = new Uint32Array(size);
    const touched = new Uint32Array(Math.min(size, 2 * mostVotes));
    let known = 0;
    let left = mostVotes;
    for (const { hash, offset, count } of this.piecesOf(quotation)) {
      left -= count;
      if (left < 0 && known > 0) break;
      for (
        let at = this.heads[hash]!, end = Math.min(this.heads[hash + 1]!, at + mostVotes);
        at < end;
        at += 1
      ) {
        const neighbourhood = Math.floor((this.positions[at]! - offset + quotation.length) / width);
        if (this.votes[neighbourhood]! === 0) touched[known++] = neighbourhood;
        this.votes[neighbourhood]! += 1;
      }
    }
    return touched.subarray(0, known);
  }

  /** The pieces of a quotation that occur in the text, rarest first. */
  private piecesOf(quotation: string): { hash: number; offset: number; count: number }[] {
    const last = quotation.length - this.pieceLength;
    const step = Math.max(1, Math.floor(last / mostPieces));
    const pieces = [];
    for (let offset = 0; offset <= last; offset += step) {
      const hash = this.hash(quotation, offset);
      const count = this.heads[hash + 1]! - this.heads[hash]!;
      if (count > 0) pieces.push({ hash, offset, count });
    }
    return pieces.sort((a, b) => a.count - b.count);
  }

  private hash(text: string, from: number): number {
    let hash = 0;
    for (let at = from; at < from + this.pieceLength; at += 1)
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x9e3779b1);
    return ((hash ^ (hash >>> 15)) >>> 0) >>> (32 - this.bits);
  }
}

/** Where the largest few values stand, largest first. */
function largest(values: Uint32Array): number[] {
  const most: number[] = [];
  values.forEach((value, at) => {
    if (most.length === mostNeighbourhoods && value <= values[most.at(-1)!]!) return;
    const rank = most.findIndex((other) => values[other]! < value);
    most.splice(rank === -1 ? most.length : rank, 0, at);
    most.length = Math.min(most.length, mostNeighbourhoods);
  });
  return most;
}
