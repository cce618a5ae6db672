import { runProcess } from './shell/run-safely.js';
import { runCommand } from './shell/program.js';

await runProcess(runCommand);
