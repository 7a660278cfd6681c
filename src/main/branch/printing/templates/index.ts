export { createTemplateTests } from './template-tests.ts';
export { templatesRoutes } from './templates-routes.ts';
export { TemplatesService } from './templates-service.ts';
