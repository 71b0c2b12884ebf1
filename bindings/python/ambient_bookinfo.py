"""Bookinfo in an ambient mesh: waypoints for a namespace, for a service, and one that another namespace shares."""

from cdk8s_ossm import Availability, Cluster, DataPlane, Exposure, Mesh, MeshApp, OpenShift, OssmRelease, PathMatch, RouteTls

from bookinfo import bookinfo

app = MeshApp()
cluster = Cluster(app, "cluster", name="cluster", openshift=OpenShift.V4_20, apps_domain="apps.example.com")

# Istio and IstioCNI with the ambient profile, ZTunnel, and istiod trusting it.
mesh = Mesh(cluster, "mesh", release=OssmRelease.V3_4, data_plane=DataPlane.AMBIENT)

# One waypoint for everything in the namespace ...
books = mesh.add_namespace("bookinfo")
books.add_waypoint()
services = bookinfo(books)

# ... one of its own for the service that changes most, with replicas of its own ...
services.reviews.add_waypoint("reviews-waypoint", availability=Availability.autoscaled(2, 4))

# ... and one that another namespace shares. Traffic from the gateway goes through the waypoint, too.
platform = mesh.add_namespace("foo")
shared = platform.add_waypoint("waypoint-foo", usable_from=[books], enrol=False)
services.productpage.use_waypoint(shared)
services.productpage.use_waypoint_for_ingress()

edge = mesh.add_injected_gateway("edge", exposure=Exposure.route(tls=RouteTls.EDGE))
edge.host("bookinfo").add_route("all", match=PathMatch.prefix("/"), backend=services.productpage)

app.synth()
