import { runProcess } from './shell/run-safely.js';
import { serve } from './shell/serve.js';

await runProcess((shell) => serve(shell, { seed: true }));
