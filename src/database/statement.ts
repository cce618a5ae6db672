/** A read as data: Postgres parses and plans it once for each connection, under this name. */
export interface Statement {
  name: string;
  text: string;
}
