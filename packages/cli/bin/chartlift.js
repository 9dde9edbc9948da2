#!/usr/bin/env node
import { main } from '../dist/main.js';

// A reader that has seen enough (`chartlift ... | head`) is no fault.
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
