import { shop } from '../shop';

// The pin moves. Restart the rest; half an hour after nothing uses it any more, the old control plane is gone.
shop({ version: 'v1.30.3', production: 'v1.30.3' });
