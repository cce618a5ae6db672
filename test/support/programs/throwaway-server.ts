/*
 * The database of a test run: prints its URL, and lives until its input ends. As a process of its
 * own it outlives a test run that is killed, for as long as it takes to remove its files.
 */
import { startThrowawayPostgres } from '../../../src/database/embedded/throwaway-postgres.js';

const server = await startThrowawayPostgres();
console.log(server.url);
process.stdin.resume();
process.stdin.once('end', () => void server.close());
