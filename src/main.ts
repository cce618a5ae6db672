import { loadSettings } from './config/settings.js';
import { runSafely } from './shell/run-safely.js';
import { serve } from './shell/serve.js';

await runSafely(() => serve(loadSettings(process.env), { seed: true }));
