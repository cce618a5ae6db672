import { parentPort } from 'node:worker_threads';

/*
 * A worker that does what the words it is asked to find tell it to: for tests of what happens when one fails.
 */

parentPort?.on('message', ({ args }: { args: [text: string, words: { exact: string }] }) => {
  switch (args[1].exact) {
    case 'throw':
      throw new Error('thrown as told');
    case 'exit':
      process.exit(3);
      break;
    case 'loop':
      for (;;);
    case 'grow':
      for (const all: object[] = []; ;) all.push(Array.from({ length: 10_000 }, () => ({})));
    case 'fail':
      return parentPort?.postMessage({ failed: 'as told' });
    default:
      return parentPort?.postMessage({ done: args[1].exact });
  }
});
