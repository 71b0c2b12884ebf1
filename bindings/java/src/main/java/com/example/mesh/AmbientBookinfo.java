package com.example.mesh;

import io.github.cdk8s_ossm.Availability;
import io.github.cdk8s_ossm.Cluster;
import io.github.cdk8s_ossm.DataPlane;
import io.github.cdk8s_ossm.Exposure;
import io.github.cdk8s_ossm.HostRouteOptions;
import io.github.cdk8s_ossm.InjectedGateway;
import io.github.cdk8s_ossm.InjectedGatewayOptions;
import io.github.cdk8s_ossm.Mesh;
import io.github.cdk8s_ossm.MeshApp;
import io.github.cdk8s_ossm.MeshNamespace;
import io.github.cdk8s_ossm.NamespaceWaypointOptions;
import io.github.cdk8s_ossm.OpenShift;
import io.github.cdk8s_ossm.OssmRelease;
import io.github.cdk8s_ossm.PathMatch;
import io.github.cdk8s_ossm.RouteExposureOptions;
import io.github.cdk8s_ossm.RouteTls;
import io.github.cdk8s_ossm.ServiceWaypointOptions;
import io.github.cdk8s_ossm.Waypoint;
import java.util.List;

/** Bookinfo in an ambient mesh: waypoints for a namespace, for a service, and one that another namespace shares. */
public final class AmbientBookinfo {
    private AmbientBookinfo() {}

    public static void main(final String[] args) {
        MeshApp app = new MeshApp();
        Cluster cluster = Cluster.Builder.create(app, "cluster")
                .name("cluster")
                .openshift(OpenShift.V4_20)
                .appsDomain("apps.example.com")
                .build();

        // Istio and IstioCNI with the ambient profile, ZTunnel, and istiod trusting it.
        Mesh mesh = Mesh.Builder.create(cluster, "mesh").release(OssmRelease.V3_4).dataPlane(DataPlane.AMBIENT).build();

        // One waypoint for everything in the namespace ...
        MeshNamespace books = mesh.addNamespace("bookinfo");
        books.addWaypoint();
        Bookinfo bookinfo = Bookinfo.in(books);

        // ... one of its own for the service that changes most, with replicas of its own ...
        bookinfo.reviews().addWaypoint("reviews-waypoint",
                ServiceWaypointOptions.builder().availability(Availability.autoscaled(2, 4)).build());

        // ... and one that another namespace shares. Traffic from the gateway goes through the waypoint, too.
        MeshNamespace platform = mesh.addNamespace("foo");
        Waypoint shared = platform.addWaypoint("waypoint-foo",
                NamespaceWaypointOptions.builder().usableFrom(List.of(books)).enrol(false).build());
        bookinfo.productpage().useWaypoint(shared);
        bookinfo.productpage().useWaypointForIngress();

        InjectedGateway edge = mesh.addInjectedGateway("edge", InjectedGatewayOptions.builder()
                .exposure(Exposure.route(RouteExposureOptions.builder().tls(RouteTls.EDGE).build()))
                .build());
        edge.host("bookinfo").addRoute("all",
                HostRouteOptions.builder().match(PathMatch.prefix("/")).backend(bookinfo.productpage()).build());

        app.synth();
    }
}
