package com.example.mesh;

import io.github.cdk8s_ossm.ContractedMesh;
import io.github.cdk8s_ossm.ContractedMeshProps;
import io.github.cdk8s_ossm.HostRouteOptions;
import io.github.cdk8s_ossm.Mesh;
import io.github.cdk8s_ossm.MeshApp;
import io.github.cdk8s_ossm.MeshContract;
import io.github.cdk8s_ossm.MeshNamespace;
import io.github.cdk8s_ossm.MeshService;
import io.github.cdk8s_ossm.PathMatch;
import io.github.cdk8s_ossm.ServiceReferenceOptions;
import org.cdk8s.Chart;

/** An application in a mesh of another team, known by the contract that this team handed over. */
public final class JoinAMesh {
    private JoinAMesh() {}

    public static void main(final String[] args) {
        MeshApp app = new MeshApp();
        Chart chart = new Chart(app, "orders");

        // Everything about the mesh is in the file that the team running it gave us.
        ContractedMesh mesh = Mesh.fromContract(chart, "mesh",
                ContractedMeshProps.builder().contract(MeshContract.fromFile("mesh-contract.json")).build());
        MeshNamespace shop = mesh.namespace("shop");

        // Our Deployment and Service stand in another repository; here we only refer to them.
        MeshService orders = shop.serviceFromName("orders",
                ServiceReferenceOptions.builder().port(9080).serviceAccount("orders").build());

        // The host was granted to us: its Route, certificate and server are there. We add where requests go.
        mesh.gateway("edge").host("orders").addRoute("web",
                HostRouteOptions.builder().match(PathMatch.prefix("/")).backend(orders).build());

        app.synth();
    }
}
