import { shop } from '../shop';

// One namespace follows the canary tag. Restart its workloads, and watch them.
shop({ version: 'v1.30.3', production: 'v1.30.1', canary: 'v1.30.3' });
