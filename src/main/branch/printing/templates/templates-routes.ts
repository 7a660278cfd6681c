import type { FastifyInstance } from 'fastify';
import { templateRoutes } from '../../../../shared/contract/template.ts';
import { serve } from '../../http/route.ts';
import type { TemplatesService } from './templates-service.ts';
import type { TemplateTests } from './template-tests.ts';

export function templatesRoutes(templates: TemplatesService, tests: TemplateTests) {
  return async (app: FastifyInstance) => {
    serve(app, templateRoutes.listTemplates, () => ({ templates: templates.list() }));
    serve(app, templateRoutes.addTemplate, (wish) => ({ template: templates.add(wish) }));
    serve(app, templateRoutes.saveTemplate, (wish) => ({ template: templates.save(wish) }));
    serve(app, templateRoutes.removeTemplate, ({ id }) => {
      templates.remove(id);
      return {};
    });
    serve(app, templateRoutes.listTemplateVersions, ({ id }) => ({
      versions: templates.versions(id),
    }));
    serve(app, templateRoutes.previewTemplate, (wish) => templates.preview(wish));
    serve(app, templateRoutes.testTemplate, (wish) => ({ printJobId: tests.queue(wish) }));
    serve(app, templateRoutes.listLogos, () => ({ logos: templates.listLogos() }));
    serve(app, templateRoutes.addLogo, (wish) => ({ logo: templates.addLogo(wish) }));
    serve(app, templateRoutes.removeLogo, ({ id }) => {
      templates.removeLogo(id);
      return {};
    });
  };
}
