// Preloaded into a measured process: says its peak memory in bytes on stderr when it ends.
import { resourceUsage, stderr } from 'node:process';

process.on('exit', () => void stderr.write(`peak memory: ${resourceUsage().maxRSS * 1024}\n`));
