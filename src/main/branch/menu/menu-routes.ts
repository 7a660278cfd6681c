import type { FastifyInstance } from 'fastify';
import { menuRoutes as routes } from '../../../shared/contract/menu.ts';
import { serve } from '../http/route.ts';
import type { MenuService } from './menu-service.ts';

export function menuRoutes(menu: MenuService) {
  return async (app: FastifyInstance) => {
    serve(app, routes.readMenu, ({ knownVersion }) => menu.read(knownVersion));
    serve(app, routes.addCategory, (settings) => menu.addCategory(settings));
    serve(app, routes.changeCategory, (category) => menu.changeCategory(category));
    serve(app, routes.removeCategory, ({ id }) => {
      menu.removeCategory(id);
      return {};
    });
    serve(app, routes.addProduct, (settings) => menu.addProduct(settings));
    serve(app, routes.changeProduct, (product) => menu.changeProduct(product));
    serve(app, routes.removeProduct, ({ id }) => {
      menu.removeProduct(id);
      return {};
    });
    serve(app, routes.addModifierGroup, (settings) => menu.addGroup(settings));
    serve(app, routes.changeModifierGroup, (group) => menu.changeGroup(group));
    serve(app, routes.removeModifierGroup, ({ id }) => {
      menu.removeGroup(id);
      return {};
    });
    serve(app, routes.arrangeMenu, ({ kind, ids }) => {
      menu.arrange(kind, ids);
      return {};
    });
    serve(app, routes.setAvailability, ({ out, ...item }) => ({
      outage: menu.setAvailability(item, out),
    }));
  };
}
