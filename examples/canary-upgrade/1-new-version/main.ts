import { shop } from '../shop';

// The new control plane starts beside the old one; every workload stays where it is.
shop({ version: 'v1.30.3', production: 'v1.30.1' });
