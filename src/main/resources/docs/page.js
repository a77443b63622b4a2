'use strict';

SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#contract',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: 'list',
  // The registry checks its own contract; asking a validator elsewhere would break the promise of needing nothing else.
  validatorUrl: null,
});
